// trueup for CDKTF: bindings of the provider, made from its own schema, and constructs for what most tenants need.
// The same text is published as trueup/cdktf and, with the library's name changed, as trueup/cdktn.

export * from './bindings/index.gen.ts';
export { ApprovedFleet, type ApprovedFleetConfig } from './fleet.ts';
export { SafeAccountLinking, type SafeAccountLinkingConfig } from './linking.ts';
export {
  type DataCenter,
  type GuardLimit,
  Id360Tenant,
  type Id360TenantConfig,
  type TenantGuards,
} from './tenant.ts';
