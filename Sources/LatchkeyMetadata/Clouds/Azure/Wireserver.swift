/// The part of Azure's wireserver (168.63.129.16) that a guest cannot boot without: its goal state,
/// and its report that it is ready.
///
/// ```
/// GET  /?comp=versions             the versions of the protocol
/// GET  /machine?comp=goalstate     what the guest is to be, and the ids for its report
/// POST /machine?comp=health        the report
/// ```
///
/// The goal state names no certificates: keys come with the metadata and on the provisioning disk.
struct Wireserver {
  let instance: Instance

  private static let versions = ["2015-04-05", "2012-11-30", "2012-09-15", "2012-05-15"]

  func reply(to request: MetadataRequest, _ target: RequestTarget) -> AzureReply {
    let component = target.values(of: "comp").last?.lowercased()
    switch (request.method, target.parts, component) {
    case ("GET", [], "versions"): return .xml(Self.versionList)
    case (_, ["machine"], _):
      guard Self.versions.contains(request.values(of: "x-ms-version").first ?? "") else {
        return .refuse(
          400, "x-ms-version: expected one of \(Self.versions.joined(separator: ", "))")
      }
    default: return .noSuchPath
    }
    switch (request.method, component) {
    case ("GET", "goalstate"): return .xml(goalState)
    case ("POST", "health"), ("POST", "telemetrydata"): return .nothing
    default: return .refuse(400, "no component of this name takes \(request.method)")
    }
  }

  private static var versionList: String {
    """
    <?xml version="1.0" encoding="utf-8"?>
    <Versions>
      <Preferred>
        <Version>\(versions[0])</Version>
      </Preferred>
      <Supported>
    \(versions.map { "    <Version>\($0)</Version>" }.joined(separator: "\n"))
      </Supported>
    </Versions>

    """
  }

  private var goalState: String {
    let id = instance.id.description
    let role = "\(AzureDocument.id(of: instance.id))._\(instance.letteredHostLabel)"
    return """
      <?xml version="1.0" encoding="utf-8"?>
      <GoalState xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:noNamespaceSchemaLocation="goalstate10.xsd">
        <Version>2012-11-30</Version>
        <Incarnation>1</Incarnation>
        <Machine>
          <ExpectedState>Started</ExpectedState>
          <StopRolesDeadlineHint>300000</StopRolesDeadlineHint>
          <ExpectHealthReport>FALSE</ExpectHealthReport>
        </Machine>
        <Container>
          <ContainerId>\(ResourceID.uuid(named: "container \(id)"))</ContainerId>
          <RoleInstanceList>
            <RoleInstance>
              <InstanceId>\(role)</InstanceId>
              <State>Started</State>
              <Configuration/>
            </RoleInstance>
          </RoleInstanceList>
        </Container>
      </GoalState>

      """
  }
}
