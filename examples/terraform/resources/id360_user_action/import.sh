# A JSON object of the arguments. Importing says that it has run for these users: it is never run for them again.
terraform import id360_user_action.park_leavers '{"name":"park-leavers","action":"move-users","app_config_id":"2000000000001","template":{"id":"2000000000001","data":[{"OPERATION":"DISABLE"}]},"select":{"user_ids":["2000000174052"]}}'
