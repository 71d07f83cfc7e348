package io.tokentally.tck.fake;

import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.application.service.secret.FakeSealing;
import io.tokentally.tck.secret.SecretSealingContract;

/** The fake of {@link SecretSealing}. */
class FakeSealingTest extends SecretSealingContract {

    private final FakeSealing fake = new FakeSealing();

    @Override
    protected SecretSealing sealing() {
        return fake;
    }
}
