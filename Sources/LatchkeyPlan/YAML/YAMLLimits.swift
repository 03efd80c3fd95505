/// What a YAML file may ask of us.
struct YAMLLimits: Sendable {
  /// Bytes. Ten thousand hosts with a line each are half a mebibyte.
  var size = 16 << 20
  /// Mappings and lists inside one another.
  var depth = 64
  /// Values, those that aliases repeat counted each time: a "billion laughs" is found out before it
  /// takes memory.
  var count = 4 << 20
}
