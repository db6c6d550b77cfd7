"""What a feed, a sitemap, a list page or an article says about other addresses: pure functions from bytes to links."""
