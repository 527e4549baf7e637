resource "id360_account_linking" "tenant" {
  is_enabled      = true
  attribute_type  = "attribute"
  attribute_value = "localAccountName"

  ondemand_provisioning_settings = {
    is_enabled               = true
    default_permission_level = "standard"
  }

  # These names and no others are never linked; at_least: these, and whatever else is there.
  restricted_accounts = {
    mode  = "exact"
    names = ["administrator", "recovery", "sysadmin"]
  }

  # Enabling it for the first time needs a reason.
  acknowledge = "first enabling, reviewed in #12"
}
