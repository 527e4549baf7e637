# The plan lists the devices that the filter selects; apply touches no other.
resource "id360_device_set" "finance" {
  name   = "finance"
  agent  = "approved"
  access = "activated"
  select = {
    filter = "os_type eq \"Windows\" and tenant eq \"contoso.onmicrosoft.com\""
  }
}

# Inventories are read by Terraform's own functions.
resource "id360_device_set" "loaners" {
  name  = "loaners"
  agent = "approved"
  select = {
    serial_numbers = csvdecode(file("${path.module}/loaners.csv"))[*].serial_number
    ids            = ["2000000000004"]
  }
}

resource "id360_device_set" "lost" {
  name        = "lost"
  agent       = "denied"
  access      = "deactivated"
  acknowledge = "reported stolen, ticket 4711"
  select = {
    serial_numbers = ["C02YX1234GHV"]
  }
}
