package dev.holdfast.command.eventstore.axon;

import dev.holdfast.command.eventstore.StoredEvent;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rows that are fetched page by page while they are read; one page is in memory. */
final class PagedRows implements Iterator<StoredEvent> {
    private final int pageSize;
    private final LongFunction<List<StoredEvent>> pageAfter;
    private List<StoredEvent> page;
    private int next;

    PagedRows(List<StoredEvent> first, int pageSize, LongFunction<List<StoredEvent>> pageAfter) {
        this.page = first;
        this.pageSize = pageSize;
        this.pageAfter = pageAfter;
    }

    Stream<StoredEvent> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false);
    }

    @Override
    public boolean hasNext() {
        if (next == page.size() && page.size() == pageSize) {
            page = pageAfter.apply(page.getLast().position());
            next = 0;
        }
        return next < page.size();
    }

    @Override
    public StoredEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.get(next++);
    }
}
