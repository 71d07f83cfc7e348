package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.tck.secret.MasterKeyRecordContract;

/** The stand-in of the other tests does what every record of master keys does. */
class KeptMasterKeyRecordTest extends MasterKeyRecordContract {

    private final KeptInMemory kept = new KeptInMemory();

    @Override
    protected MasterKeyRecord record() {
        return kept;
    }
}
