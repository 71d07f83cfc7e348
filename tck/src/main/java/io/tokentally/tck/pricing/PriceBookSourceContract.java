package io.tokentally.tck.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.PriceBook;
import org.junit.jupiter.api.Test;

/** What every source of price books does. */
public abstract class PriceBookSourceContract {

    private static final OrganizationId NEWCOMER = new OrganizationId("newcomer");

    /** One that has read its books. */
    protected abstract PriceBookSource books();

    /** One that could read none so far. */
    protected abstract PriceBookSource unreadBooks();

    /** Of whoever agreed nothing. */
    protected abstract PriceBook list();

    /** One that has agreed prices of its own. */
    protected abstract OrganizationId customer();

    @Test
    void whoAgreedNothingPaysByTheList() {
        assertThat(books().isReady()).isTrue();
        assertThat(books().priceBook(NEWCOMER)).contains(list());
    }

    @Test
    void whoAgreedSomethingPaysByIt() {
        assertThat(books().priceBook(customer())).isPresent().get().isNotEqualTo(list());
    }

    @Test
    void theBookOfOneIsTheSameEachTime() {
        PriceBookSource books = books();

        assertThat(books.priceBook(customer())).isEqualTo(books.priceBook(customer()));
    }

    @Test
    void booksThatCouldNotBeReadAreNoGuess() {
        assertThat(unreadBooks().isReady()).isFalse();
        assertThat(unreadBooks().priceBook(customer())).isEmpty();
        assertThat(unreadBooks().priceBook(NEWCOMER)).isEmpty();
    }
}
