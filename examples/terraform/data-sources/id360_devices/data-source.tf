data "id360_devices" "windows" {
  filter = "os_type eq \"Windows\" and not (name sw \"TEST-\")"
  fields = ["name", "agent_status", "last_contact_time"]
}

output "waiting" {
  description = "Windows devices that wait for approval, by id."
  value = {
    for id, device in data.id360_devices.windows.devices : id => device.name
    if device.agent_status == "pending"
  }
}
