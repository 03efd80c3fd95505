internal import CLibCrypto

extension AsymmetricKey {
  /// The numbers that make a curve (SEC 1 §3.1.1.1), big-endian, without leading zeros: y² = x³ +
  /// ax + b modulo p, and a base point of that order.
  package struct CurveDomain: Sendable {
    package let p: [UInt8]
    package let a: [UInt8]
    package let b: [UInt8]
    package let order: [UInt8]
    /// 04 ‖ x ‖ y.
    private let base: [UInt8]

    fileprivate init(p: [UInt8], a: [UInt8], b: [UInt8], order: [UInt8], base: [UInt8]) {
      self.p = p
      self.a = a
      self.b = b
      self.order = order
      self.base = base
    }

    /// The base point (SEC 1 §2.3.3): 04 ‖ x ‖ y, or compressed to 02 or 03 ‖ x.
    package func base(compressed: Bool) -> [UInt8] {
      guard compressed, let last = base.last else { return base }
      return [2 + last & 1] + base[1...base.count / 2]
    }
  }
}

extension AsymmetricKey.NISTCurve {
  /// The curve's numbers, as libcrypto has them.
  package func domain() throws(CryptoError) -> AsymmetricKey.CurveDomain {
    let p = try BigNumber()
    let a = try BigNumber()
    let b = try BigNumber()
    let order = try BigNumber()
    var base = [UInt8](repeating: 0, count: 1 + 2 * length)
    guard let group = unsafe EC_GROUP_new_by_curve_name(OBJ_sn2nid(shortName)) else {
      throw CryptoError.libcrypto("curve", code: .unsupported)
    }
    defer { unsafe EC_GROUP_free(group) }
    guard unsafe EC_GROUP_get_curve(group, p.pointer, a.pointer, b.pointer, nil) == 1,
      unsafe EC_GROUP_get_order(group, order.pointer, nil) == 1,
      unsafe EC_POINT_point2oct(
        group, EC_GROUP_get0_generator(group), POINT_CONVERSION_UNCOMPRESSED, &base, base.count,
        nil) == base.count
    else { throw CryptoError.libcrypto("curve") }
    return AsymmetricKey.CurveDomain(
      p: p.bigEndian().publicBytes(), a: a.bigEndian().publicBytes(),
      b: b.bigEndian().publicBytes(), order: order.bigEndian().publicBytes(), base: base)
  }
}
