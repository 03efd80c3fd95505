/// How large an RSA key may be.
public enum RSABounds {
  /// What is generated. Below 2048 nobody should log in with it any more; above 8192 generation
  /// takes minutes and servers begin to refuse.
  public static let generated = 2048...8192
  /// What is read. Below 1024 OpenSSH refuses as well; above 16384 (its own limit) a key is a way to
  /// keep a processor busy.
  public static let readable = 1024...16384
}
