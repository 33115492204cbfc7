/**
 * Local HTTP servers that speak the Vome API and the Assemble API, for development, tests and
 * benchmarks.
 */
export { startVomeSandbox } from './vome/sandbox.mts';
export type { VomeSandbox, VomeSandboxOptions } from './vome/sandbox.mts';
export type { VomeDatabase } from './vome/database.mts';
export { defaultQuirks as defaultVomeQuirks } from './vome/quirks.mts';
export type { Quirks as VomeQuirks } from './vome/quirks.mts';
export type { Category, Opportunity, Profile, Reservation, Shift } from './vome/types.mts';

export { startAssembleSandbox } from './assemble/sandbox.mts';
export type { AssembleSandbox, AssembleSandboxOptions } from './assemble/sandbox.mts';
export type { AssembleDatabase } from './assemble/database.mts';
export { handMadeIds } from './assemble/handMade.mts';
export { defaultQuirks as defaultAssembleQuirks } from './assemble/quirks.mts';
export type { AssembleQuirks } from './assemble/quirks.mts';
export type { Account, Activity, Relations, RoleProfile, Team, User } from './assemble/types.mts';

export { SandboxOptionError } from './server.mts';
export type { Fault } from './faults.mts';
export type { RecordedRequest } from './recorder.mts';
