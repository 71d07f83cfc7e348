package io.tokentally.tck.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.MasterMarks;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every record of master keys does. It is empty at the start of each test. */
public abstract class MasterKeyRecordContract {

    private static final MasterMarks FIRST = new MasterMarks("first", Optional.empty(), Optional.of("first"));
    private static final MasterMarks SECOND = new MasterMarks("second", Optional.of("first"), Optional.of("first"));
    private static final MasterMarks DONE = new MasterMarks("second", Optional.empty(), Optional.empty());

    protected abstract MasterKeyRecord record();

    @Test
    void nothingIsKnownBeforeTheFirstStart() {
        assertThat(record().marks()).isEmpty();
    }

    @Test
    void marksAreTakenOverOneAfterTheOther() {
        assertThat(record().replace(Optional.empty(), FIRST)).isTrue();
        assertThat(record().marks()).contains(FIRST);
        assertThat(record().replace(Optional.of(FIRST), SECOND)).isTrue();
        assertThat(record().replace(Optional.of(SECOND), DONE)).isTrue();
        assertThat(record().marks()).contains(DONE);
    }

    @Test
    void whatOthersHaveChangedIsNotReplaced() {
        assertThat(record().replace(Optional.empty(), FIRST)).isTrue();

        assertThat(record().replace(Optional.empty(), DONE)).isFalse();
        assertThat(record().replace(Optional.of(SECOND), DONE)).isFalse();
        assertThat(record().marks()).contains(FIRST);
    }
}
