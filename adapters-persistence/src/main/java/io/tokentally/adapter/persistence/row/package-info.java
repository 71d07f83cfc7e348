/** What reads and writes rows in several features. */
@NullMarked
package io.tokentally.adapter.persistence.row;

import org.jspecify.annotations.NullMarked;
