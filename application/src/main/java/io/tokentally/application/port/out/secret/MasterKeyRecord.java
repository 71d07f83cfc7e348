package io.tokentally.application.port.out.secret;

import io.tokentally.application.port.kind.SystemPort;
import java.util.Optional;

/** Remembers which master keys the installation uses, by values that tell nothing of them. */
@SystemPort("the installation keeps its own marks here, at a start or by a command")
public interface MasterKeyRecord {

    /** Nothing before the first start. */
    Optional<MasterMarks> marks();

    /**
     * Takes the marks over, unless others have changed them since they were read; an audit entry tells of a new current one.
     *
     * @param expected what was read, absent if there was nothing
     * @return whether they were taken over
     */
    boolean replace(Optional<MasterMarks> expected, MasterMarks marks);

    /**
     * Writes into the audit log what a run of the rotation came to.
     *
     * @param resealed how many secrets it has sealed anew
     * @param left how many it could not
     */
    void noteRotation(int resealed, int left);
}
