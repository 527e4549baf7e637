# A small tenant: who is linked, which devices are approved, and how much a plan may do.
#
#   trueup terraform install
#   export ID360_BASE_URL=https://id360.manageengine.com/api/v1 ID360_ACCESS_TOKEN=…
#   terraform init
#   terraform plan -out tfplan
#   terraform apply tfplan

terraform {
  required_version = ">= 1.6"
  required_providers {
    id360 = {
      source  = "trueup/id360"
      version = "~> 0.1"
    }
  }
}

variable "platforms" {
  description = "Operating systems whose devices are approved."
  type        = set(string)
  default     = ["Windows", "macOS"]

  validation {
    condition     = length(setsubtract(var.platforms, ["Windows", "macOS", "Linux"])) == 0
    error_message = "The platforms are Windows, macOS and Linux."
  }
}

variable "breakglass" {
  description = "Local accounts that are never linked, and that no change may take off the list."
  type        = list(string)
  default     = ["breakglass"]
}

# The tenant comes from ID360_BASE_URL, the sign-in from ID360_ACCESS_TOKEN.
provider "id360" {
  guards = {
    max_denials        = "10%"
    max_deactivations  = "10%"
    max_removals       = "0"
    protected_accounts = var.breakglass
    rules = [{
      name    = "small"
      assert  = "plan.summary.change <= 500"
      message = "split it"
      level   = "deny"
    }]
  }
}

resource "id360_account_linking" "tenant" {
  restricted_accounts = {
    mode  = "at_least"
    names = concat(["administrator", "recovery"], var.breakglass)
  }
}

resource "id360_device_set" "fleet" {
  for_each = var.platforms

  name   = each.key
  agent  = "approved"
  select = { filter = "os_type eq \"${each.key}\"" }
}

output "devices" {
  description = "How many devices each set holds."
  value       = { for name, set in id360_device_set.fleet : name => length(set.members) }
}
