// Reads an instance's metadata with Google's own Go client, and waits for its keys to change.
//
// Prints one JSON object, once the keys have been seen in two states.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"cloud.google.com/go/compute/metadata"
)

var errSeen = errors.New("seen")

func main() {
	found := map[string]string{"onGCE": fmt.Sprint(metadata.OnGCE())}
	for name, read := range map[string]func() (string, error){
		"project":            metadata.ProjectID,
		"number":             metadata.NumericProjectID,
		"id":                 metadata.InstanceID,
		"name":               metadata.InstanceName,
		"hostname":           metadata.Hostname,
		"zone":               metadata.Zone,
		"internal":           metadata.InternalIP,
		"external":           metadata.ExternalIP,
		"email":              func() (string, error) { return metadata.Email("") },
		"keys":               func() (string, error) { return metadata.InstanceAttributeValue("ssh-keys") },
		"tags":               joined(metadata.InstanceTags),
		"names":              joined(metadata.InstanceAttributes),
		"project attributes": joined(metadata.ProjectAttributes),
		"scopes":             joined(func() ([]string, error) { return metadata.Scopes("") }),
	} {
		value, err := read()
		if err != nil {
			fail(name, err)
		}
		found[name] = value
	}
	if _, err := metadata.InstanceAttributeValue("nothing"); err != nil {
		_, isUndefined := err.(metadata.NotDefinedError)
		found["nothing"] = fmt.Sprint(isUndefined)
	}
	states := 0
	err := metadata.Subscribe("instance/attributes/ssh-keys", func(value string, ok bool) error {
		states++
		found[fmt.Sprintf("state %d", states)] = value
		if states == 2 {
			return errSeen
		}
		return nil
	})
	if err != errSeen {
		fail("subscribe", err)
	}
	json.NewEncoder(os.Stdout).Encode(found)
}

func joined(read func() ([]string, error)) func() (string, error) {
	return func() (string, error) {
		values, err := read()
		return strings.Join(values, ","), err
	}
}

func fail(what string, err error) {
	fmt.Fprintln(os.Stderr, what+":", err)
	os.Exit(1)
}
