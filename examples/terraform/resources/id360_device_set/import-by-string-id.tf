# The id is a JSON object of the arguments: where the devices are so already, the plan imports and changes nothing.
import {
  to = id360_device_set.finance
  id = jsonencode({
    name   = "finance"
    agent  = "approved"
    access = "activated"
    select = { filter = "os_type eq \"Windows\" and tenant eq \"contoso.onmicrosoft.com\"" }
  })
}

# Shorter: the ids of the devices, or a filter.
import {
  to = id360_device_set.loaners
  id = "2000000000004,2000000000005"
}
