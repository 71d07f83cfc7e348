package io.tokentally.application.port.in.mailing;

import io.tokentally.application.port.kind.SystemPort;

/** Sends people what they want to be told of their usage. Several instances may do so at the same time. */
@SystemPort("sends to each what is theirs, read as they would read it, and shows it to nobody else")
public interface SendUsageMailsUseCase {

    /** Sends once what is due now, and returns how many mails that were. */
    int sendDue();
}
