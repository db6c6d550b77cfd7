"""What a page says of its text: headline, dates, source, people, site, language."""
