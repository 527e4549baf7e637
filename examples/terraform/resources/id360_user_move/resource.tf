# A request to ADManager Plus, where a person approves it. Each account is asked for once for each container.
resource "id360_user_move" "to_managers" {
  name        = "to-managers"
  domain      = "admp.local"
  container   = "OU=managers,DC=admp,DC=local"
  subject     = "Move users"
  priority    = "High"
  description = "Promoted in spring"
  accounts    = ["john", "jane.smith"]
}
