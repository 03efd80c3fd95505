import Foundation
import LatchkeyMetadata
import Testing

/// What an instance on Azure needs beside its metadata: the wireserver, and the provisioning disk.
@Suite struct ProvisioningTests {
  private let version = HeaderField("x-ms-version", "2012-11-30")

  @Test func `the wireserver tells its versions and the goal, and takes the report`() throws {
    let service = try AzureServiceTests.service()
    let versions = Sample.ask(service, "/?comp=versions")
    #expect(versions.status == 200)
    #expect(versions.text.contains("<Version>2012-11-30</Version>"))
    for target in ["/machine?comp=goalstate", "/machine/?comp=goalstate"] {
      let goal = Sample.ask(service, target, [version])
      #expect(goal.status == 200)
      #expect(goal.header("Content-Type") == "text/xml; charset=utf-8")
      #expect(goal.text.contains("<Incarnation>1</Incarnation>"))
      let id = Cloud.azure.id(of: service.instance.id)
      #expect(goal.text.contains("<InstanceId>\(id)._web</InstanceId>"))
    }
    let report = Sample.ask(service, "/machine?comp=health", [version], method: "POST")
    #expect(report.status == 200)
    #expect(report.body.isEmpty)
  }

  @Test(arguments: [
    ("GET", "/machine?comp=health"), ("POST", "/machine?comp=goalstate"), ("GET", "/machine"),
    ("PUT", "/machine?comp=health"), ("GET", "/machine?comp=nothing"),
  ])
  func `the wireserver refuses what it has not`(method: String, target: String) throws {
    let service = try AzureServiceTests.service()
    #expect(Sample.ask(service, target, [version], method: method).status == 400)
  }

  @Test(arguments: [[], [HeaderField("x-ms-version", "1.0")]])
  func `the wireserver has to be told the version`(headers: [HeaderField]) throws {
    let service = try AzureServiceTests.service()
    let response = Sample.ask(service, "/machine?comp=goalstate", headers)
    #expect(response.status == 400)
    #expect(response.text.contains("2012-11-30"))
  }

  @Test func `the provisioning disk has the keys and the custom data`() throws {
    let service = try AzureServiceTests.service(userData: Array("#!/bin/sh\n".utf8))
    let files = Cloud.azure.files(of: service.instance)
    #expect(files.map(\.path) == ["metadata/instance.json", "ovf-env.xml"])
    let text = String(decoding: files[1].content, as: UTF8.self)
    #expect(text.contains("<wa:UserName>azureuser</wa:UserName>"))
    #expect(text.contains("<wa:HostName>web</wa:HostName>"))
    #expect(text.contains("<wa:Value>\(service.instance.keys[0].line)</wa:Value>"))
    #expect(text.contains("a&lt;b&gt;&amp;c</wa:Value>"))
    #expect(text.contains("<wa:CustomData>IyEvYmluL3NoCg==</wa:CustomData>"))
    let bare = Cloud.azure.files(of: try Sample.instance(on: .azure))[1]
    #expect(!String(decoding: bare.content, as: UTF8.self).contains("CustomData"))
  }

  @Test(arguments: [
    ("web", "web"), ("Web Server 1", "web-server-1"), ("9lives--", "lives"),
    (String(repeating: "x", count: 70), String(repeating: "x", count: 63)),
  ])
  func `a name becomes a host's`(name: String, host: String) throws {
    let instance = try Instance.launch(LaunchTemplate(cloud: .azure, name: name))
    let found = AzureService(of: instance).content(at: "instance/compute/osProfile/computerName")
    #expect(found == Array(host.utf8))
  }

  @Test(arguments: ["ÄÖ", "123", "-"])
  func `a name that leaves nothing gives way to the address`(name: String) throws {
    let instance = try Instance.launch(LaunchTemplate(cloud: .azure, name: name))
    let found = AzureService(of: instance).content(at: "instance/compute/osProfile/computerName")
    #expect(String(decoding: found ?? [], as: UTF8.self).hasPrefix("ip-172-31-"))
  }
}
