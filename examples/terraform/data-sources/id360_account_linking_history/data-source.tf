data "id360_account_linking_history" "failed" {
  filter = "status eq \"failed\""
  since  = "24h"
  limit  = 50
}

output "failed" {
  value = [
    for row in data.id360_account_linking_history.failed.rows :
    "${row.device_name}: ${row.local_account.user_name}"
  ]
}
