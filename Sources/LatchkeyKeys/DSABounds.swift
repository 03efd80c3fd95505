/// How large a DSA key may be that is read; none is generated.
enum DSABounds {
  /// Bits of p. FIPS 186-4 ends at 3072; other writers did not, and libcrypto reads up to 10000.
  static let readable = 512...8192
  /// Bits of q (FIPS 186-4 §4.2).
  static let order = 160...256
}
