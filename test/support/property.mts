// fast-check, which draws the same in each run, so that what fails, fails for everybody. Another seed draws
// other cases: SOAK_FROM=2 npm run jest -- batches
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.SOAK_FROM ?? 1) });

export default fc;
