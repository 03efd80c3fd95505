import Foundation
import LatchkeyKeys

/// Public keys whose fingerprints are known from elsewhere: ssh-keygen's, and EC2's own for the
/// first three, as the projects named here have recorded them.
enum SampleKey: String, CaseIterable {
  /// EC2 shows `85:a6:f4:64:b7:8f:4a:75:f1:ed:f9:26:1b:67:5f:f2` (kubernetes/kops).
  case rsa2048 =
    """
    ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCySdqIU+FhCWl3BNrAvPaOe5VfL2aCARUWwy91ZP+T\
    7LBwFa9lhdttfjp/VX1D1/PVwntn2EhN079m8c2kfdmiZ/iCHqrLyIGSd+BOiCz0lT47znvANSfxYjLUuKrWWWeaXq\
    erJkOsAD4PHchRLbZGPdbfoBKwtb/WT4GMRQmb9vmiaZYjsfdPPM9KkWI9ECoWFGjGehA8D+iYIPR711kRacb1xdYm\
    njHqxAZHFsb5L8wDWIeAyhy49cBD+lbzTiioq2xWLorXuFmXh6Do89PgzvHeyCLY6816f/kCX6wIFts8A2eaEHFL4r\
    AOsuh6qHmSxGCR9peSyuRW8DxV725x
    """
  /// EC2 shows `HvE7+gmH78VS53+iPuRDh/gKjVo26OzYU/qOnJWAgyk=` (kubernetes/kops#13304).
  case ed25519 =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBoB6Gtu8zPAPO1yF4OwysWUD8ZSEQYzMpOT0YvF9qJV"
  /// EC2 shows `+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU=`.
  case otherEd25519 =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
  /// A key that EC2 does not take.
  case ecdsa =
    """
    ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBA/7iMNv6m+JhPtdQE\
    TIRz0cYQod5pytQhuLgkPvHKDOnv1gOThJvcF76hvZNCY4hYz7jWyO61SewWOFNwz0t8I=
    """
  /// A key that is too short.
  case rsa1024 =
    """
    ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDN416YtQAE3UyNQcHOlrfZwKlGENm87lrv2Wg1yx5Q6gtf+EaQnj\
    nHFePTTLbW9bAhYcOJknn49wAWjfixbcpK30kOg6v3e9q6ixEfJLGpr6gZ4r5YYk6xpEWilGJDEbCMlHhv22gUvBUz\
    atdh1sN4RYyP42qgxseHfpKdMwJvLw==
    """

  /// The key.
  var key: PublicKey {
    get throws {
      let base64 = rawValue.split(separator: " ")[1]
      return try PublicKey(blob: Data(base64Encoded: String(base64)) ?? Data())
    }
  }
}
