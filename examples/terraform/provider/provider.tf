terraform {
  required_providers {
    id360 = {
      source  = "trueup/id360"
      version = "~> 0.1"
    }
  }
}

# Secrets come from the environment: ID360_ACCESS_TOKEN, or ID360_CLIENT_ID, ID360_CLIENT_SECRET and ID360_REFRESH_TOKEN.
provider "id360" {
  data_center = "us" # or base_url

  # A plan that breaks one of these is refused.
  guards = {
    max_denials        = "10%"
    max_removals       = "0"
    protected_accounts = ["breakglass"]
  }
}
