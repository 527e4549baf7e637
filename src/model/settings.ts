// Where the settings of a tenant stand, in words for people. What comes out of a plan is read by users of the command
// and of Terraform alike, and a text must be right for both: Terraform reads no trueup.yaml.

export const inSettings = 'in trueup.yaml or in the provider block of Terraform';
