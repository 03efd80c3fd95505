"""Runs one of cloud-init's data sources against a metadata service, and says what it finds.

    cloud-init.py CLOUD URL FOLDER
"""

import functools
import sys
from unittest import mock

from cloudinit import helpers, util
from cloudinit.sources.helpers import ec2 as ec2_helper

cloud, url, folder = sys.argv[1:]
paths = helpers.Paths({"cloud_dir": folder, "run_dir": folder})
distro = mock.MagicMock()


def ec2():
    from cloudinit.sources import DataSourceEc2 as module

    source = module.DataSourceEc2({}, distro, paths)
    source.ds_cfg["metadata_urls"] = [url]
    source._cloud_name = module.CloudNames.AWS
    data = source.crawl_metadata()
    source.metadata = data["meta-data"]
    source.userdata_raw = data["user-data"]
    source.identity = data["dynamic"]["instance-identity"]["document"]
    return source


def gce():
    from cloudinit.sources import DataSourceGCE as module

    settings = {"metadata_url": url + "/computeMetadata/v1/", "retries": 0}
    source = module.DataSourceGCE({"datasource": {"GCE": settings}}, None, paths)
    source.default_user = "debian"
    with mock.patch.object(module, "platform_reports_gce", return_value=True):
        assert source._get_data()
    return source


def openstack():
    from cloudinit.sources import DataSourceOpenStack as module

    ec2_helper.get_instance_metadata = functools.partial(
        ec2_helper.get_instance_metadata, metadata_address=url
    )
    module.detect_openstack = lambda **_: True
    module.DataSourceOpenStack.ds_detect = lambda _: True
    settings = {"metadata_urls": [url], "max_wait": 10, "timeout": 10}
    configuration = {
        "datasource_list": ["OpenStack"],
        "datasource": {"OpenStack": settings},
    }
    source = module.DataSourceOpenStack(configuration, distro, paths)
    assert source._get_data()
    return source


def nocloud():
    from cloudinit.sources import DataSourceNoCloud as module

    settings = {"seedfrom": url + "/", "fs_label": None}
    with mock.patch.object(util, "get_cmdline", return_value=""):
        source = module.DataSourceNoCloudNet(
            {"datasource": {"NoCloud": settings}}, distro, paths
        )
        assert source._get_data()
    return source


source = {"ec2": ec2, "gce": gce, "openstack": openstack, "nocloud": nocloud}[cloud]()
raw = source.get_userdata_raw() or b""
user_data = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
name = source.metadata.get("local-hostname")
print(f"{cloud}: {type(source).__name__} finds the instance {source.get_instance_id()} ({name})")
for key in source.get_public_ssh_keys():
    print(f"  key        {key[:40]}… {key.split()[-1]}")
first = user_data.splitlines()[0] if user_data else "none"
print(f"  user data  {first}{f', {len(user_data)} characters' if user_data else ''}")
