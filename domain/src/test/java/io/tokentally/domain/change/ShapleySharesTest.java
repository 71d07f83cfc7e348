package io.tokentally.domain.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.change.ShapleyShares.Factor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ShapleySharesTest {

    /** 10 calls at 2 each become 20 calls at 3: 10 × 2.5 more by the calls, 1 × 15 by the price. */
    @Test
    void twoFactorsShareWhatBothDoTogetherEqually() {
        assertThat(ShapleyShares.of(List.of(factor("10", "20"), factor("2", "3"))))
                .containsExactly(fraction("25"), fraction("15"));
    }

    @Test
    void whatDoesNotChangeHasNoShare() {
        assertThat(ShapleyShares.of(List.of(factor("7", "7"), factor("0", "3"), factor("0.5", "0.5"))))
                .containsExactly(fraction("0"), fraction("10.5"), fraction("0"));
    }

    /** By the definition: over each order in which the factors may change, one after the other. */
    @RepeatedTest(50)
    void sharesAreTheMeanOverAllOrders(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Factor> factors = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            factors.add(new Factor(ChangeCause.CALLS, any(random), any(random)));
        }
        List<List<Integer>> orders = orders(factors.size());
        List<Fraction> means = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            Fraction sum = fraction("0");
            for (List<Integer> order : orders) {
                List<Integer> earlier = order.subList(0, order.indexOf(i));
                List<Integer> until = order.subList(0, order.indexOf(i) + 1);
                sum = plus(sum, plus(product(factors, until), times(product(factors, earlier), fraction("-1"))));
            }
            means.add(sum.dividedBy(fraction(String.valueOf(orders.size()))));
        }

        assertThat(ShapleyShares.of(factors)).isEqualTo(means);
    }

    private static Fraction product(List<Factor> factors, List<Integer> changed) {
        Fraction product = Fraction.ONE;
        for (int i = 0; i < factors.size(); i++) {
            product = times(
                    product,
                    changed.contains(i) ? factors.get(i).to() : factors.get(i).from());
        }
        return product;
    }

    private static List<List<Integer>> orders(int count) {
        List<List<Integer>> orders = new ArrayList<>();
        orders.add(List.of());
        for (int i = 0; i < count; i++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> order : orders) {
                for (int place = 0; place <= order.size(); place++) {
                    List<Integer> with = new ArrayList<>(order);
                    with.add(place, i);
                    longer.add(with);
                }
            }
            orders = longer;
        }
        return orders;
    }

    private static Fraction any(Random random) {
        return new Fraction(BigInteger.valueOf(random.nextInt(20)), BigInteger.valueOf(1L + random.nextInt(7)));
    }

    private static Fraction plus(Fraction one, Fraction other) {
        return new Fraction(
                one.numerator()
                        .multiply(other.denominator())
                        .add(other.numerator().multiply(one.denominator())),
                one.denominator().multiply(other.denominator()));
    }

    private static Fraction times(Fraction one, Fraction other) {
        return new Fraction(
                one.numerator().multiply(other.numerator()), one.denominator().multiply(other.denominator()));
    }

    private static Factor factor(String from, String to) {
        return new Factor(ChangeCause.CALLS, fraction(from), fraction(to));
    }

    private static Fraction fraction(String value) {
        return Fraction.of(new BigDecimal(value));
    }
}
