package io.tokentally.domain.pricing;

import io.tokentally.domain.text.PlainText;
import java.time.Instant;

/** That a price or a discount was taken back: it prices nothing from then on, and what it priced stays explained by it. */
public record Withdrawal(String author, String reason, Instant at) {

    public Withdrawal {
        author = PlainText.require("withdrawal author", author, Provenance.MAX_LENGTH);
        reason = PlainText.require("withdrawal reason", reason, Provenance.MAX_LENGTH);
    }
}
