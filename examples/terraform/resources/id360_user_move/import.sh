# A JSON object of the arguments. Importing says that the requests were made: they are not made again.
terraform import id360_user_move.to_managers '{"name":"to-managers","domain":"admp.local","container":"OU=managers,DC=admp,DC=local","subject":"Move users","accounts":["john","jane.smith"]}'
