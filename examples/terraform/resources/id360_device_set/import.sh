# By a filter, by ids with commas between, or by a JSON object of the arguments.
terraform import id360_device_set.finance 'os_type eq "Windows" and tenant eq "contoso.onmicrosoft.com"'
terraform import id360_device_set.loaners 2000000000004,2000000000005
terraform import id360_device_set.lost '{"name":"lost","agent":"denied","select":{"serial_numbers":["C02YX1234GHV"]}}'
