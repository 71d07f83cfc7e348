package io.tokentally.provider.wire;

import static io.tokentally.provider.wire.SpokenCall.reported;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.BilledSession;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResponseAccumulatorTest {

    private final ResponseAccumulator facts = new ResponseAccumulator(200, SpokenCall.REGION);

    @Test
    void whatComesLaterCountsUnlessItTellsNothing() {
        facts.servedModel(TextNode.valueOf("first"));
        facts.servedModel(TextNode.valueOf("second"));
        facts.servedModel(IntNode.valueOf(3));
        facts.servedModel(TextNode.valueOf(" "));
        facts.serviceTier(new ServiceTier("flex"));
        facts.region(new Region("us"));

        assertThat(facts.servedModel()).isEqualTo(new ModelName("second"));
        assertThat(facts.serviceTier()).isEqualTo(new ServiceTier("flex"));
        assertThat(facts.region()).isEqualTo(new Region("us"));
    }

    @Test
    void usageThatIsMissingLaterTakesNothingAway() {
        facts.reading(reported(5));
        facts.reading(new UsageReading.Missing());
        assertThat(facts.reading()).isEqualTo(reported(5));

        facts.reading(reported(0));
        assertThat(facts.reading()).isEqualTo(reported(5));

        facts.reading(new UsageReading.Invalid());
        assertThat(facts.reading()).isEqualTo(new UsageReading.Invalid());

        facts.disbelieveUsage();
        assertThat(facts.reading()).isEqualTo(new UsageReading.Missing());
    }

    @Test
    void whatIsUnderWayIsToldByItsReferenceUntilItsUsageIs() {
        assertThat(facts.begun()).isNull();

        facts.billedLater("work");
        facts.reading(new UsageReading.Missing());
        assertThat(facts.begun()).isEqualTo("work");

        facts.reading(reported(5));
        assertThat(facts.begun()).isNull();
    }

    @Test
    void aSessionThatIsToldTwiceCountsOnceAsItWasToldLast() {
        facts.used(session("a", 1));
        facts.used(session("b", 2));
        facts.used(session("a", 3));

        assertThat(facts.sessions()).containsExactly(session("a", 3), session("b", 2));
    }

    @Test
    void anIdentifierIsATextAndIsKeptOnce() {
        facts.made(TextNode.valueOf("a"));
        facts.made(IntNode.valueOf(7));
        facts.made(MissingNode.getInstance());
        facts.made(TextNode.valueOf("a"));
        facts.made(TextNode.valueOf("b"));

        assertThat(facts.made()).containsExactly("a", "b");
    }

    @Test
    void ofWhatHasNoEndTheFirstThousandAreKept() {
        for (int i = 0; i < 1_200; i++) {
            facts.made(TextNode.valueOf("id" + i));
            facts.used(session("s" + i, 1));
        }

        assertThat(facts.made()).hasSize(1_000).contains("id0", "id999");
        assertThat(facts.sessions()).hasSize(1_000);
    }

    @Test
    void textIsWorkThoughNobodySawContent() {
        assertThat(facts.hasWork()).isFalse();

        facts.text().add("hi");

        assertThat(facts.hasContent()).isFalse();
        assertThat(facts.hasWork()).isTrue();
    }

    private static BilledSession session(String reference, long tokens) {
        return new BilledSession(
                new BillableJob(reference, Instant.EPOCH), new Operation("containers"), reported(tokens));
    }
}
