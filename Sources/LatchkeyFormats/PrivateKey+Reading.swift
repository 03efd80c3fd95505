internal import LatchkeyKeys

extension PrivateKey {
  /// The key of what a file holds, checked.
  init(
    reading components: consuming PrivateKeyComponents, comment: KeyComment = ""
  ) throws(FormatError) {
    do {
      try self.init(components, comment: comment)
    } catch {
      throw FormatError(error)
    }
  }

  /// The same, and it must be the private half of `publicKey`, which the file shows.
  init(
    reading components: consuming PrivateKeyComponents, comment: KeyComment, of publicKey: PublicKey
  ) throws(FormatError) {
    do throws(FormatError) {
      try self.init(reading: components, comment: comment)
    } catch {
      throw error.naming(publicKey)
    }
    guard self.publicKey == publicKey else {
      throw FormatError(
        .damaged, "the private half does not belong to the public half of the same file",
        publicKey: publicKey)
    }
  }
}
