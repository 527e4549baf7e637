data "id360_action_entities" "leavers" {
  action        = "move-users"
  app_config_id = "2000000000001"
  filter        = "last_name eq \"Doe\""
  fields        = ["first_name", "last_name"]
}

output "leavers" {
  value = data.id360_action_entities.leavers.entities
}
