package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.OperatorLinks;
import io.tokentally.bootstrap.start.FirstOperator.WayIn;
import io.tokentally.domain.access.LinkSecret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstOperatorTest {

    private final Links links = new Links();
    private final FirstOperator operators = new FirstOperator(links);

    private static final class Links implements OperatorLinks {

        private final List<String> logins = new ArrayList<>();
        private final Map<String, LinkSecret> issued = new HashMap<>();

        @Override
        public List<String> logins() {
            return logins;
        }

        @Override
        public void issue(String login, LinkSecret secret, boolean withoutFactor) {
            issued.put(login, secret);
        }
    }

    @Test
    void theFirstIsCalledByTheMachine() {
        assertThat(operators.isMissing()).isTrue();
        assertThat(operators.usualLogin()).isEqualTo("operator@localhost");
    }

    @Test
    void theOnlyOneIsMeantUnlessAnotherIsNamed() {
        links.logins.add("ops@acme.example");
        assertThat(operators.isMissing()).isFalse();
        assertThat(operators.usualLogin()).isEqualTo("ops@acme.example");
        links.logins.add("second@acme.example");
        assertThat(operators.usualLogin()).isEqualTo("operator@localhost");
    }

    @Test
    void theLinkCarriesTheSecretThatWasKept() {
        WayIn wayIn = operators.wayIn("ops@acme.example", false);

        assertThat(wayIn.login()).isEqualTo("ops@acme.example");
        assertThat(wayIn.link().secret()).isEqualTo(links.issued.get("ops@acme.example"));
        assertThat(wayIn.link().under("https://tokentally.acme.example"))
                .startsWith("https://tokentally.acme.example/reset#");
        assertThat(operators.wayIn("ops@acme.example", false).link().secret())
                .isNotEqualTo(wayIn.link().secret());
    }
}
