package io.tokentally.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;

/**
 * Unit vectors by feature hashing: each feature adds to a few places of its own, so that texts with common words are
 * near each other.
 */
final class EmbeddingVector {

    private static final int PLACES_PER_FEATURE = 32;
    private static final float NOISE = 0.01f;

    private EmbeddingVector() {}

    static float[] of(List<String> features, int dimensions) {
        float[] vector = new float[dimensions];
        // No place is zero, as with a true model.
        Random noise = new Random(features.hashCode());
        for (int i = 0; i < dimensions; i++) {
            vector[i] = NOISE * (noise.nextFloat() - 0.5f);
        }
        for (String feature : features) {
            Random random = new Random(feature.hashCode());
            for (int i = 0; i < PLACES_PER_FEATURE; i++) {
                vector[random.nextInt(dimensions)] += random.nextBoolean() ? 1 : -1;
            }
        }
        return unit(vector);
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    static ArrayNode toArray(float[] vector) {
        ArrayNode array = Json.array();
        for (float value : vector) {
            array.add(value);
        }
        return array;
    }

    /** Little-endian floats, as the official clients ask for them. */
    static String toBase64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : vector) {
            bytes.putFloat(value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
