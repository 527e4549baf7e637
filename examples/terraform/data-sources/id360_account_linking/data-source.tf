data "id360_account_linking" "now" {}

output "restricted_accounts" {
  value = data.id360_account_linking.now.restricted_accounts
}
