package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.UserId;
import io.tokentally.ui.shell.OpenPages;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Somebody who is signed in opens pages without end. */
@ProductTest
class OpenPagesIT {

    private static final String PERSON = "second@acme.example";
    private static final String OPEN = "/?v-r=init&location=api-usage&query=";

    @LocalServerPort
    private int port;

    @Autowired
    private OpenPages pages;

    @Test
    void nobodyHasMorePagesThanTheyLookAtInHoweverManyBrowsers() throws InterruptedException {
        Visitor one = Visitor.signedIn(port, PERSON);
        open(one, OpenPages.MAX_PER_PERSON);
        assertThat(pages.of(new UserId(PERSON))).isEqualTo(OpenPages.MAX_PER_PERSON);

        Visitor two = Visitor.signedIn(port, PERSON);
        open(two, OpenPages.MAX_PER_PERSON + 5);
        open(one, 1);
        // The last ones make room when their sessions are let go of.
        for (int i = 0; pages.of(new UserId(PERSON)) > OpenPages.MAX_PER_PERSON && i < 100; i++) {
            Thread.sleep(100);
        }
        assertThat(pages.of(new UserId(PERSON))).isEqualTo(OpenPages.MAX_PER_PERSON);
    }

    private static void open(Visitor visitor, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(visitor.get(OPEN).statusCode()).isEqualTo(200);
        }
    }
}
