/// The JSON Schema of plans, which is installed as `latchkey-plan.schema.json` too.
enum PlanSchema {
  /// What a plan has to fit; `scripts/embed-schema.sh` puts it here.
  static let text = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:latchkey:schema:plan:1",
      "title": "a plan: a mapping with version, hosts, keys and rules",
      "description": "Who may get into what, and who may not: latchkey-plan(5).",
      "type": "object",
      "required": ["version"],
      "additionalProperties": false,
      "patternProperties": {"^x-": true},
      "properties": {
        "version": {
          "title": "1, the version of this format",
          "const": 1
        },
        "strict": {
          "title": "true or false",
          "description": "Whether all that no rule names must not get in.",
          "type": "boolean"
        },
        "defaults": {"$ref": "#/$defs/defaults"},
        "inventories": {
          "title": "an inventory, or a list of them",
          "anyOf": [
            {"$ref": "#/$defs/path"},
            {"$ref": "#/$defs/inventoryFile"},
            {"title": "a list of inventories", "type": "array", "items": {"$ref": "#/$defs/inventory"}}
          ]
        },
        "hosts": {
          "title": "a mapping of names to hosts, or a list of names",
          "anyOf": [
            {
              "title": "a mapping of names to hosts",
              "type": "object",
              "propertyNames": {"$ref": "#/$defs/name"},
              "additionalProperties": {"$ref": "#/$defs/host"}
            },
            {"title": "a list of host names", "type": "array", "items": {"$ref": "#/$defs/name"}}
          ]
        },
        "users": {
          "title": "a user, or a list of users",
          "description": "The users that there are on every host that does not say otherwise.",
          "anyOf": [
            {"$ref": "#/$defs/user"},
            {"title": "a list of users", "type": "array", "items": {"$ref": "#/$defs/user"}}
          ]
        },
        "keys": {
          "title": "a mapping of names to keys",
          "type": "object",
          "propertyNames": {"$ref": "#/$defs/name"},
          "additionalProperties": {"$ref": "#/$defs/key"}
        },
        "allow": {
          "title": "a list of rules",
          "description": "Who must get in.",
          "type": "array",
          "items": {"$ref": "#/$defs/allow"}
        },
        "deny": {
          "title": "a list of rules",
          "description": "Who must not get in.",
          "type": "array",
          "items": {"$ref": "#/$defs/deny"}
        }
      },
      "$defs": {
        "name": {
          "title": "a name of letters, digits, dots, hyphens and underscores",
          "type": "string",
          "pattern": "^[A-Za-z0-9_][A-Za-z0-9._-]*$"
        },
        "tag": {
          "title": "a tag of letters, digits, dots, hyphens and underscores",
          "type": "string",
          "pattern": "^[A-Za-z0-9_][A-Za-z0-9._-]*$"
        },
        "tags": {
          "title": "a tag, or a list of tags",
          "anyOf": [
            {"$ref": "#/$defs/tag"},
            {"title": "a list of tags", "type": "array", "items": {"$ref": "#/$defs/tag"}}
          ]
        },
        "user": {
          "title": "a user's name, without blanks",
          "type": "string",
          "pattern": "^[^ \\t\\r\\n]+$"
        },
        "path": {
          "title": "the path of a file",
          "type": "string",
          "pattern": "^[^\\r\\n]+$"
        },
        "paths": {
          "title": "the path of a file, or a list of paths",
          "anyOf": [
            {"$ref": "#/$defs/path"},
            {
              "title": "a list of paths", "type": "array", "minItems": 1,
              "items": {"$ref": "#/$defs/path"}
            }
          ]
        },
        "port": {
          "title": "a TCP port, 1 to 65535",
          "type": "integer",
          "minimum": 1,
          "maximum": 65535
        },
        "duration": {
          "title": "a time such as 5s, 500ms, 2m or a number of seconds, more than 0 and at most a day",
          "anyOf": [
            {"type": "number", "exclusiveMinimum": 0, "maximum": 86400},
            {"type": "string", "pattern": "^[0-9]{1,8}([.][0-9]{1,3})?(ms|s|m|h)$"}
          ]
        },
        "hostKeys": {
          "title": "a host key (SHA256:… or the path of a public key file), or a list of them",
          "anyOf": [
            {"$ref": "#/$defs/hostKey"},
            {
              "title": "a list of host keys", "type": "array", "minItems": 1,
              "items": {"$ref": "#/$defs/hostKey"}
            }
          ]
        },
        "hostKey": {
          "title": "a host key: SHA256:… as ssh-keygen -l prints it, or the path of a public key file",
          "type": "string",
          "pattern": "^[^\\r\\n]+$"
        },
        "defaults": {
          "title": "a mapping of defaults",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "port": {"$ref": "#/$defs/port"},
            "user": {"$ref": "#/$defs/user"},
            "known-hosts": {"$ref": "#/$defs/paths"},
            "host-keys": {"$ref": "#/$defs/hostKeys"},
            "jump": {"$ref": "#/$defs/jump"},
            "connect-timeout": {"$ref": "#/$defs/duration"},
            "timeout": {"$ref": "#/$defs/duration"},
            "concurrency": {"$ref": "#/$defs/count"},
            "per-host": {"$ref": "#/$defs/count"}
          }
        },
        "count": {
          "title": "a number from 1 to 65535",
          "type": "integer",
          "minimum": 1,
          "maximum": 65535
        },
        "inventory": {
          "title": "the path of an inventory, or a mapping with file and format",
          "anyOf": [{"$ref": "#/$defs/path"}, {"$ref": "#/$defs/inventoryFile"}]
        },
        "inventoryFile": {
          "title": "a mapping with file and format",
          "type": "object",
          "required": ["file"],
          "additionalProperties": false,
          "properties": {
            "file": {"$ref": "#/$defs/path"},
            "format": {
              "title": "ansible-ini, ansible-yaml, ansible-json or ssh-config",
              "enum": ["ansible-ini", "ansible-yaml", "ansible-json", "ssh-config"]
            },
            "tags": {"$ref": "#/$defs/tags"}
          }
        },
        "jump": {
          "title": "the name of a host, or a list of them",
          "anyOf": [
            {"$ref": "#/$defs/hostName"},
            {"title": "a list of host names", "type": "array", "items": {"$ref": "#/$defs/hostName"}}
          ]
        },
        "hostName": {
          "title": "the name of a host",
          "type": "string",
          "minLength": 1
        },
        "keyNames": {
          "title": "the name of a key, or a list of them",
          "anyOf": [
            {"$ref": "#/$defs/name"},
            {
              "title": "a list of key names", "type": "array", "minItems": 1,
              "items": {"$ref": "#/$defs/name"}
            }
          ]
        },
        "host": {
          "title": "an address, or a mapping with address, port and so on",
          "anyOf": [
            {"title": "nothing", "type": "null"},
            {"$ref": "#/$defs/address"},
            {
              "title": "a mapping with address, port and so on",
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "address": {"$ref": "#/$defs/address"},
                "port": {"$ref": "#/$defs/port"},
                "user": {"$ref": "#/$defs/user"},
                "users": {"$ref": "#/properties/users"},
                "host-keys": {"$ref": "#/$defs/hostKeys"},
                "known-hosts": {"$ref": "#/$defs/paths"},
                "insecure-ignore-host-key": {"title": "true or false", "type": "boolean"},
                "jump": {"$ref": "#/$defs/jump"},
                "jump-keys": {"$ref": "#/$defs/keyNames"},
                "jump-only": {"title": "true or false", "type": "boolean"},
                "tags": {"$ref": "#/$defs/tags"}
              }
            }
          ]
        },
        "address": {
          "title": "a host name or an address, without user and port",
          "type": "string",
          "pattern": "^[A-Za-z0-9_:][A-Za-z0-9._:%-]*$"
        },
        "key": {
          "title": "the path of a key file, or a mapping with file, agent or public-key",
          "anyOf": [
            {"$ref": "#/$defs/path"},
            {
              "title": "a mapping with file, agent or public-key",
              "type": "object",
              "additionalProperties": false,
              "oneOf": [
                {"required": ["file"]},
                {"required": ["agent"]},
                {"required": ["public-key"]}
              ],
              "dependentRequired": {"passphrase-file": ["file"], "agent-certificate": ["agent"]},
              "properties": {
                "file": {"$ref": "#/$defs/path"},
                "passphrase-file": {"$ref": "#/$defs/path"},
                "passphrase": {
                  "title": "a passphrase does not belong into a plan: put it into a file that only you may read, and name that with passphrase-file",
                  "not": {}
                },
                "agent": {
                  "title": "the fingerprint of a key that the ssh-agent holds, SHA256:… as ssh-add -l prints it",
                  "type": "string",
                  "pattern": "^SHA256:[A-Za-z0-9+/]{43}=?$"
                },
                "agent-certificate": {
                  "title": "true or false, or the key ID of a certificate that the ssh-agent holds",
                  "description": "Offers the certificate of the key that the agent holds, in the key's place; by its key ID where it holds several. With false, the key itself and nothing else.",
                  "type": ["boolean", "string"],
                  "minLength": 1
                },
                "public-key": {
                  "title": "a public key in one line, as a .pub file has it",
                  "type": "string",
                  "minLength": 1
                },
                "certificate": {"$ref": "#/$defs/path"},
                "tags": {"$ref": "#/$defs/tags"}
              }
            }
          ]
        },
        "selectors": {
          "title": "a name, a pattern such as web-*, tag:NAME, all, or a list of them",
          "anyOf": [
            {"$ref": "#/$defs/selector"},
            {
              "title": "a list of names, patterns, tag:NAME and all", "type": "array", "minItems": 1,
              "items": {"$ref": "#/$defs/selector"}
            }
          ]
        },
        "selector": {
          "title": "a name, a pattern such as web-*, tag:NAME or all; with ! in front, what is left out",
          "type": "string",
          "pattern": "^!?(tag:)?[^!]+$"
        },
        "ruleUsers": {
          "title": "a user, a pattern, all, or a list of them",
          "anyOf": [
            {"$ref": "#/$defs/user"},
            {"title": "a list of users", "type": "array", "minItems": 1, "items": {"$ref": "#/$defs/user"}}
          ]
        },
        "allow": {
          "title": "a rule: a mapping with keys, users and hosts",
          "type": "object",
          "required": ["keys", "hosts"],
          "additionalProperties": false,
          "properties": {
            "keys": {"$ref": "#/$defs/selectors"},
            "users": {"$ref": "#/$defs/ruleUsers"},
            "hosts": {"$ref": "#/$defs/selectors"},
            "expect": {
              "title": "allow or partial",
              "description": "partial: the key is accepted, and the server wants another factor.",
              "enum": ["allow", "partial"]
            },
            "exec": {
              "title": "a command",
              "type": "string",
              "minLength": 1
            }
          }
        },
        "deny": {
          "title": "a rule: a mapping with keys, users and hosts",
          "type": "object",
          "required": ["keys", "hosts"],
          "additionalProperties": false,
          "properties": {
            "keys": {"$ref": "#/$defs/selectors"},
            "users": {"$ref": "#/$defs/ruleUsers"},
            "hosts": {"$ref": "#/$defs/selectors"}
          }
        }
      }
    }
    """#
}
