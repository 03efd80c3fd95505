extension Instance {
  /// Changes how the metadata service of the running instance answers, as EC2's
  /// `ModifyInstanceMetadataOptions` does; its next answer is of the new kind.
  ///
  /// - Throws: ``MetadataError/Code/invalidValue`` for a hop limit that there is not, or where tags
  ///   are to be part of the metadata whose keys cannot be; the options then stay as they were.
  public mutating func modify(_ options: MetadataOptions) throws(MetadataError) {
    try LaunchTemplate.validate(options, tags: tags)
    metadataOptions = options
  }
}
