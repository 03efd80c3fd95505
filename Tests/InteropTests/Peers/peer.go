// Lets Go read or write many key files in one process: golang.org/x/crypto/ssh, and the standard
// library's crypto/x509 for the forms that are not SSH's own.
//
// It takes the requests that peer.py describes, and gives the same replies.
package main

import (
	"crypto/dsa"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"os"

	"golang.org/x/crypto/ssh"
)

type wanted struct {
	Path       string  `json:"path"`
	Passphrase *string `json:"passphrase"`
	IsPublic   bool    `json:"isPublic"`
}

type found struct {
	Text    string  `json:"text,omitempty"`
	Comment *string `json:"comment,omitempty"`
	Error   string  `json:"error,omitempty"`
}

type source struct {
	Kind    string `json:"kind"`
	OpenSSH string `json:"openssh"`
}

type written struct {
	Kind        string `json:"kind"`
	Variant     string `json:"variant"`
	IsEncrypted bool   `json:"isEncrypted"`
	File        []byte `json:"file"`
}

type request struct {
	Read       []wanted `json:"read"`
	Write      []source `json:"write"`
	Passphrase string   `json:"passphrase"`
}

type reply struct {
	Read    []found   `json:"read,omitempty"`
	Written []written `json:"written,omitempty"`
}

func main() {
	var request request
	var reply reply
	if err := json.NewDecoder(os.Stdin).Decode(&request); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, file := range request.Read {
		answer, err := read(file)
		if err != nil {
			answer = found{Error: err.Error()}
		}
		reply.Read = append(reply.Read, answer)
	}
	for _, source := range request.Write {
		reply.Written = append(reply.Written, write(source, request.Passphrase)...)
	}
	if err := json.NewEncoder(os.Stdout).Encode(reply); err != nil {
		os.Exit(1)
	}
}

func read(file wanted) (found, error) {
	data, err := os.ReadFile(file.Path)
	if err != nil {
		return found{}, err
	}
	if file.IsPublic {
		return readPublic(data)
	}
	key, err := readPrivate(data, file.Passphrase)
	if err != nil {
		return found{}, err
	}
	signer, err := ssh.NewSignerFromKey(key)
	if err != nil {
		return found{}, err
	}
	return found{Text: string(ssh.MarshalAuthorizedKey(signer.PublicKey()))}, nil
}

func readPrivate(data []byte, passphrase *string) (interface{}, error) {
	if passphrase == nil {
		return ssh.ParseRawPrivateKey(data)
	}
	return ssh.ParseRawPrivateKeyWithPassphrase(data, []byte(*passphrase))
}

func readPublic(data []byte) (found, error) {
	key, comment, _, _, err := ssh.ParseAuthorizedKey(data)
	if err == nil {
		return found{Text: string(ssh.MarshalAuthorizedKey(key)), Comment: &comment}, nil
	}
	block, _ := pem.Decode(data)
	if block == nil {
		return found{}, err
	}
	var raw interface{}
	if block.Type == "RSA PUBLIC KEY" {
		raw, err = x509.ParsePKCS1PublicKey(block.Bytes)
	} else {
		raw, err = x509.ParsePKIXPublicKey(block.Bytes)
	}
	if err != nil {
		return found{}, err
	}
	key, err = ssh.NewPublicKey(raw)
	if err != nil {
		return found{}, err
	}
	return found{Text: string(ssh.MarshalAuthorizedKey(key))}, nil
}

// The traditional form of a key, under its label.
func traditional(key interface{}) (string, []byte, error) {
	switch key := key.(type) {
	case *rsa.PrivateKey:
		return "RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key), nil
	case *ecdsa.PrivateKey:
		der, err := x509.MarshalECPrivateKey(key)
		return "EC PRIVATE KEY", der, err
	}
	return "", nil, errors.New("no traditional form")
}

func publicHalf(key interface{}) interface{} {
	switch key := key.(type) {
	case *rsa.PrivateKey:
		return &key.PublicKey
	case *ecdsa.PrivateKey:
		return &key.PublicKey
	case *dsa.PrivateKey:
		return &key.PublicKey
	case *ed25519.PrivateKey:
		return key.Public()
	}
	return nil
}

func write(source source, passphrase string) (files []written) {
	add := func(variant string, isEncrypted bool, file []byte, err error) {
		if err == nil {
			files = append(files, written{source.Kind, variant, isEncrypted, file})
		}
	}
	data, err := os.ReadFile(source.OpenSSH)
	if err != nil {
		return
	}
	key, err := ssh.ParseRawPrivateKey(data)
	if err != nil {
		return
	}
	if label, der, err := traditional(key); err == nil {
		add(label, false, pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}), nil)
		add(label+" DER", false, der, nil)
		for name, cipher := range map[string]x509.PEMCipher{
			"DES": x509.PEMCipherDES, "3DES": x509.PEMCipher3DES, "AES-128": x509.PEMCipherAES128,
			"AES-192": x509.PEMCipherAES192, "AES-256": x509.PEMCipherAES256,
		} {
			block, err := x509.EncryptPEMBlock(rand.Reader, label, der, []byte(passphrase), cipher)
			add(label+" "+name, true, pem.EncodeToMemory(block), err)
		}
	}
	private := key
	if edwards, ok := key.(*ed25519.PrivateKey); ok {
		private = *edwards
	}
	if der, err := x509.MarshalPKCS8PrivateKey(private); err == nil {
		add("PKCS#8", false, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil)
		add("PKCS#8 DER", false, der, nil)
	}
	public := publicHalf(key)
	if der, err := x509.MarshalPKIXPublicKey(public); err == nil {
		add("SPKI", false, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil)
		add("SPKI DER", false, der, nil)
	}
	if rsa, ok := public.(*rsa.PublicKey); ok {
		der := x509.MarshalPKCS1PublicKey(rsa)
		add("PKCS#1", false, pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: der}), nil)
	}
	if line, err := ssh.NewPublicKey(public); err == nil {
		add("line", false, ssh.MarshalAuthorizedKey(line), nil)
	}
	return
}
