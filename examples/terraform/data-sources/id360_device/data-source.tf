data "id360_device" "laptop" {
  serial_number = "C02YX1234GHV" # or id
}

output "laptop" {
  value = data.id360_device.laptop.name
}
