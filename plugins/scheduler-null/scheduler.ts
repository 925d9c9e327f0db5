import { scheduler } from "hokku/scheduler";

export default scheduler({ status: () => ({ count: 0, running: false }), isDeployed: () => false, usesHostCron: false });
