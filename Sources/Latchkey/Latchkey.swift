// The one import: what makes keys, reads and writes their files, and puts them into instances.
//
// LatchkeyCrypto comes along for `Passphrase`, `SecretBytes` and `CryptoError`, which the others'
// interfaces name; nothing else in it is public. LatchkeyVerifier stays a product of its own, since
// it brings libssh2.
@_exported public import LatchkeyCrypto
@_exported public import LatchkeyFormats
@_exported public import LatchkeyKeys
@_exported public import LatchkeyMetadata
