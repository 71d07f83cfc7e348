package io.tokentally.domain.change;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares of several factors in the change of their product, by Shapley: what each factor's change adds to the product, averaged over all
 * orders in which the factors can change one after the other. The shares add up to the change exactly, no factor comes first, and
 * one that does not change has none. See
 * <a href="https://doi.org/10.1515/9781400881970-018">A Value for n-Person Games</a>.
 *
 * <p>Of n factors that go from a to b, that of factor i is (b<sub>i</sub> − a<sub>i</sub>) · Σ<sub>k</sub> k! (n−1−k)! / n! ·
 * e<sub>k</sub>, where e<sub>k</sub> is the sum, over all choices of k of the other factors, of the product of these at b and of the rest at
 * a: the coefficient of t<sup>k</sup> in Π (a<sub>j</sub> + b<sub>j</sub> t).
 */
final class ShapleyShares {

    private ShapleyShares() {}

    /**
     * A factor before and after its change.
     *
     * @param cause that its share belongs to
     */
    record Factor(ChangeCause cause, Fraction from, Fraction to) {}

    /** One for each factor, in their order. */
    static List<Fraction> of(List<Factor> factors) {
        int count = factors.size();
        BigInteger[] denominators = new BigInteger[count];
        BigInteger[] from = new BigInteger[count];
        BigInteger[] to = new BigInteger[count];
        for (int i = 0; i < count; i++) {
            Factor factor = factors.get(i);
            // Both over one denominator: whole numbers need not be shortened at each step.
            denominators[i] = factor.from().denominator().multiply(factor.to().denominator());
            from[i] = factor.from().numerator().multiply(factor.to().denominator());
            to[i] = factor.to().numerator().multiply(factor.from().denominator());
        }
        BigInteger denominator = Arrays.stream(denominators).reduce(factorial(count), BigInteger::multiply);
        List<Fraction> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BigInteger[] others = others(from, to, i);
            BigInteger sum = BigInteger.ZERO;
            for (int k = 0; k < count; k++) {
                sum = sum.add(others[k].multiply(factorial(k)).multiply(factorial(count - 1 - k)));
            }
            shares.add(new Fraction(to[i].subtract(from[i]).multiply(sum), denominator));
        }
        return shares;
    }

    /** By the number of other factors that have changed, the sum of the products over all choices of these. */
    private static BigInteger[] others(BigInteger[] from, BigInteger[] to, int without) {
        BigInteger[] sums = new BigInteger[from.length];
        Arrays.fill(sums, BigInteger.ZERO);
        sums[0] = BigInteger.ONE;
        for (int j = 0; j < from.length; j++) {
            if (j != without) {
                for (int k = from.length - 1; k > 0; k--) {
                    sums[k] = sums[k].multiply(from[j]).add(sums[k - 1].multiply(to[j]));
                }
                sums[0] = sums[0].multiply(from[j]);
            }
        }
        return sums;
    }

    private static BigInteger factorial(int number) {
        return IntStream.rangeClosed(2, number)
                .mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }
}
